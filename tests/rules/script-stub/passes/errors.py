class TrainingError(Exception):
    pass
