print("orthant")
