"""The parties that a contract names, with the roles it gives them. A blank is nobody."""
