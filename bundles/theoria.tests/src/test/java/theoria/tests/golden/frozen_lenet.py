"""Correct answers and mean cross-entropy of data/tf/lenet_frozen.pb on MNIST's test images, by NumPy alone.

    python frozen_lenet.py DATA     (the folder with tf/ and mnist/)

The constants are taken from the protobuf's wire format directly; the last layer has a ReLU, and the outputs are those before ArgMax.
"""
import gzip
import sys

import numpy as np


def varint(data, at):
    value = shift = 0
    while True:
        octet = data[at]
        at += 1
        value |= (octet & 127) << shift
        shift += 7
        if octet < 128:
            return value, at


def fields(data):
    at, found = 0, []
    while at < len(data):
        tag, at = varint(data, at)
        kind = tag & 7
        if kind == 0:
            value, at = varint(data, at)
        else:
            size, at = varint(data, at) if kind == 2 else ({1: 8, 5: 4}[kind], at)
            value = data[at : at + size]
            at += size
        found.append((tag >> 3, value))
    return found


def field(data, number):
    return [value for key, value in fields(data) if key == number]


def constants(graph):
    tensors = {}
    for node in field(graph, 1):
        if field(node, 2) != [b"Const"]:
            continue
        for entry in field(node, 5):
            if field(entry, 1) == [b"value"]:
                tensor = field(field(entry, 2)[0], 8)[0]
                if field(tensor, 1) == [1]:
                    shape = [field(d, 1)[0] for d in field(field(tensor, 2)[0], 2)]
                    numbers = np.frombuffer(field(tensor, 4)[0], "<f4")
                    tensors[field(node, 1)[0].decode()] = numbers.reshape(shape)
    return tensors


def layer(name):
    return weights["Lenet/%s/weights" % name], weights["Lenet/%s/biases" % name]


def convolution(x, name):
    kernel, bias = layer(name)
    height = x.shape[1] - 4
    y = sum(x[:, i : i + height, j : j + height] @ kernel[i, j] for i in range(5) for j in range(5))
    return np.maximum(y + bias, 0)


def pooling(x):
    n, height, width, channels = x.shape
    return x.reshape(n, height // 2, 2, width // 2, 2, channels).max((2, 4))


def dense(x, name):
    kernel, bias = layer(name)
    return np.maximum(x @ kernel + bias, 0)


data = sys.argv[1]
weights = constants(open(data + "/tf/lenet_frozen.pb", "rb").read())
raw = gzip.open(data + "/mnist/t10k-images-idx3-ubyte.gz").read()[16:]
images = np.frombuffer(raw, np.uint8).reshape(-1, 28, 28, 1).astype(np.float32) / 255
labels = np.frombuffer(gzip.open(data + "/mnist/t10k-labels-idx1-ubyte.gz").read()[8:], np.uint8)
x = pooling(convolution(np.pad(images, ((0, 0), (2, 2), (2, 2), (0, 0))), "conv1"))
x = convolution(pooling(convolution(x, "conv3")), "conv5").reshape(len(images), -1)
y = dense(dense(x, "fc7"), "fc9").astype(np.float64)
y = y - y.max(1, keepdims=True)
loss = np.log(np.exp(y).sum(1)) - y[np.arange(len(y)), labels]
print((y.argmax(1) == labels).sum(), loss.mean())
