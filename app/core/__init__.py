"""The method and the rules of a workshop: values in, values out."""
