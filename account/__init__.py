"""The rules of the personal account: values that cannot exist malformed, refusals by name, one business area a file."""
