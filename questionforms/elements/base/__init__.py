"""What an element is: its fields declared, its arguments checked, its XML written and read, its repr.

The elements import it, and so may whatever takes arguments or walks over elements.
"""
