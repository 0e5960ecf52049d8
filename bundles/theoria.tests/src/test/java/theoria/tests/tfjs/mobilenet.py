"""The logits of a Teachable Machine image model in double precision, by NumPy alone.

    python mobilenet.py FOLDER     (a folder with model.json and weights.bin)

An independent reading of the layers, after the documentation of Keras; the input is a formula.
"""
import json
import sys

import numpy as np


def weights(folder, manifest):
    raw = open(folder + "/weights.bin", "rb").read()
    tensors, at = {}, 0
    for entry in manifest[0]["weights"]:
        count = int(np.prod(entry["shape"]))
        numbers = np.frombuffer(raw, "<f4", count, at)
        tensors[entry["name"]] = numbers.reshape(entry["shape"]).astype(np.float64)
        at += 4 * count
    assert at == len(raw)
    return tensors


def padding(length, taps, stride):
    places = -(-length // stride)
    total = max(0, (places - 1) * stride + taps - length)
    return total // 2, total - total // 2


def convolution(x, kernel, stride, same, depthwise):
    height, width = kernel.shape[:2]
    if same:
        rows, columns = padding(x.shape[1], height, stride), padding(x.shape[2], width, stride)
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    rows, columns = (x.shape[1] - height) // stride, (x.shape[2] - width) // stride
    y = 0
    for i in range(height):
        for j in range(width):
            part = x[:, i : i + rows * stride + 1 : stride, j : j + columns * stride + 1 : stride]
            y = y + (part * kernel[i, j, :, 0] if depthwise else part @ kernel[i, j])
    return y


def one(layer, inputs, tensors):
    config, x = layer["config"], inputs[0]
    kind, name = layer["class_name"], layer["config"]["name"]
    if kind == "ZeroPadding2D":
        return np.pad(x, ((0, 0), *config["padding"], (0, 0)))
    if kind in ("Conv2D", "DepthwiseConv2D"):
        depthwise = kind == "DepthwiseConv2D"
        kernel = tensors[name + ("/depthwise_kernel" if depthwise else "/kernel")]
        assert not config["use_bias"] and config["activation"] == "linear"
        same = config["padding"] == "same"
        return convolution(x, kernel, config["strides"][0], same, depthwise)
    if kind == "BatchNormalization":
        mean, variance = tensors[name + "/moving_mean"], tensors[name + "/moving_variance"]
        x = (x - mean) / np.sqrt(variance + config["epsilon"])
        return x * tensors[name + "/gamma"] + tensors[name + "/beta"]
    if kind == "ReLU":
        return np.clip(x, 0, config["max_value"])
    if kind == "Add":
        return inputs[0] + inputs[1]
    if kind == "GlobalAveragePooling2D":
        return x.mean((1, 2))
    if kind == "Dense":
        y = x @ tensors[name + "/kernel"]
        y = y + tensors[name + "/bias"] if config["use_bias"] else y
        return np.maximum(y, 0) if config["activation"] == "relu" else y
    raise ValueError(kind)


def run(layer, x, tensors):
    if layer["class_name"] == "Sequential":
        for inner in layer["config"]:
            x = run(inner, x, tensors)
        return x
    if layer["class_name"] != "Model":
        return one(layer, [x], tensors)
    values = {}
    for inner in layer["config"]["layers"]:
        given = inner["class_name"] == "InputLayer"
        sources = [] if given else [values[node[0]] for node in inner["inbound_nodes"][0]]
        values[inner["name"]] = x if given else one(inner, sources, tensors)
    return values[layer["config"]["output_layers"][0][0]]


folder = sys.argv[1]
model = json.load(open(folder + "/model.json"))
index = np.arange(2 * 224 * 224 * 3)
image = (np.sin(0.001 * index) + 0.3 * np.cos(0.37 * index)).astype(np.float32)
image = image.astype(np.float64).reshape(2, 224, 224, 3)
np.set_printoptions(precision=10)
print(run(model["modelTopology"], image, weights(folder, model["weightsManifest"])))
