"""The reading verbs: questions that span models, answered in plain values. They write nothing.

Reading order: shown · counts · rows · updates · history · follow_up · watching · agreements · dashboard · verification.
"""
