"""Read one worker's QuestionFormAnswers: parse it, convert its values to a form's types, check it against the form.

The rest of this package imports it, and so may all higher layers. It imports `checks`.
"""
