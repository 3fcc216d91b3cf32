"""Structural similarity (Wang et al. 2004) by scikit-image, with the paper's window and no border.

The images are those of SsimTest: functions of row, column and channel.
"""
import numpy as np
import skimage
from skimage.metrics import structural_similarity


def image(h, w, c, a, b, offset):
    r, s, t = np.meshgrid(np.arange(h), np.arange(w), np.arange(c), indexing="ij")
    return 0.5 + 0.3 * np.sin(a * r + b * s + t) + offset * np.cos(0.37 * r * s + t)


print("# scikit-image", skimage.__version__, "numpy", np.__version__)
print("case,height,width,channels,a,b,offset,value")
for case, h, w, c, a, b, offset in [
        ("same", 13, 17, 1, 0.3, 0.2, 0.1), ("grey", 28, 28, 1, 0.35, 0.2, 0.15), ("least", 11, 11, 1, 0.5, 0.1, 0.0),
        ("wide", 12, 20, 1, 0.3, 0.25, 0.1), ("colour", 16, 15, 3, 0.3, 0.3, 0.05), ("wrong", 20, 14, 1, 2.0, 1.5, 0.2)]:
    x = image(h, w, c, 0.3, 0.2, 0.1)
    y = image(h, w, c, a, b, offset)
    # The mean of the map over the windows that are wholly inside: 5 pixels from each border.
    full = structural_similarity(
        x, y, data_range=1.0, gaussian_weights=True, sigma=1.5, use_sample_covariance=False,
        channel_axis=2, full=True)[1]
    print(f"{case},{h},{w},{c},{a},{b},{offset},{float(full[5:h - 5, 5:w - 5].mean())!r}")
