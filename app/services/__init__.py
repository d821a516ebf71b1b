"""One function per thing a person does. The database comes first; values go in and out; nothing here commits."""
