"""Read one worker's QuestionFormAnswers: parse it, type its values by a form, check it against the form.

The rest of this package imports it, and so may all higher layers. It imports `checks`.
"""
