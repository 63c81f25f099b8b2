"""Posts events to the operator's URL. The server starts it; nothing else imports it but the command."""
