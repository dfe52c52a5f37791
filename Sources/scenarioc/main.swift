print("scenarioc")
