"""One worker's QuestionFormAnswers: parsed, typed by a form, compared with it, a crowd-form opened.

The rest of this package imports it, and so may what is above. It imports `checks`.
"""
