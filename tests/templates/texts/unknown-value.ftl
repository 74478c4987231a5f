hours = { $hour } h
