"""The product as people install it: the steps of the image, the wheel, the started service.

The first stage of `docker/Dockerfile` is run word for word in a fresh folder with an empty
environment; what comes out is started far away from the checkout. Nothing here imports the product.
"""
