We train the model on eight machines.
It took three days of work.
