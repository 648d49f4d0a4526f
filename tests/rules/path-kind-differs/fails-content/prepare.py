{"steps": 100}
