length = len
