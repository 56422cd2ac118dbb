"""The architecture is tested: what the house promises, checked on every file that git tracks.

Each rule is a function from the text of a file to the problems found in it, beside a test that runs
it over the checkout and a test that feeds it a bad example, so that a rule that stops biting fails.
Nothing here imports the product, except to list its commands.
"""
