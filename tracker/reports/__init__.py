"""The reading verbs: questions that span models, answered in plain values."""
