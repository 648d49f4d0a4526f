weights = open("w").read()
