"""Top 5 eigenvalues of the Hessian of the golden LeNet on 1,000 samples, float32, by hand in PyTorch.

The double-backward graph of the one batch is kept; Lanczos with full reorthogonalisation in double, a check of the residual
estimates after each product from the twentieth on, and one more product for each pair to measure its residual.

    python hessian_lanczos.py FOLDER_OF_THE_PEERS [--runs 3] [--tolerance 1e-3]
"""
import argparse
import sys
from pathlib import Path


def lanczos(product, size, top, tolerance, most, torch):
    generator = torch.Generator().manual_seed(0)
    v = torch.randn(size, generator=generator, dtype=torch.float64)
    basis = [v / v.norm()]
    alpha, beta = [], []
    for k in range(most):
        w = product(basis[k].float()).double()
        alpha.append(torch.dot(w, basis[k]).item())
        q = torch.stack(basis)
        for _ in range(2):
            w = w - q.t() @ (q @ w)
        b = w.norm().item()
        t = torch.diag(torch.tensor(alpha, dtype=torch.float64))
        for i, x in enumerate(beta):
            t[i, i + 1] = t[i + 1, i] = x
        values, vectors = torch.linalg.eigh(t)
        if len(alpha) >= max(top, 20):
            errors = (b * vectors[-1, -top:]).abs() / values[-1].abs()
            if errors.max() < tolerance:
                break
        beta.append(b)
        basis.append(w / b)
    q = torch.stack(basis[:len(alpha)])
    pairs = []
    for i in range(1, top + 1):
        vector = q.t() @ vectors[:, -i]
        residual = (product(vector.float()).double() - values[-i] * vector).norm() / values[-1].abs()
        pairs.append((values[-i].item(), residual.item()))
    return pairs, len(alpha) + top


def main():
    p = argparse.ArgumentParser()
    p.add_argument("peers", type=Path)
    p.add_argument("--runs", type=int, default=3)
    p.add_argument("--tolerance", type=float, default=1e-3)
    a = p.parse_args()
    sys.path.insert(0, str(a.peers))
    import common
    import torch
    from torch import nn

    cfg = common.Config()
    (x, y), _ = common.fixed_images(cfg)
    net = common.load(cfg.lenet, cfg, common.GOLDEN)
    params = list(net.parameters())
    sizes = [q.numel() for q in params]
    got = {}

    def top():
        loss = nn.functional.cross_entropy(net(x), y)
        gradient = torch.autograd.grad(loss, params, create_graph=True)

        def product(v):
            parts = [d.view_as(q) for d, q in zip(torch.split(v, sizes), params)]
            h = torch.autograd.grad(gradient, params, grad_outputs=parts, retain_graph=True)
            return torch.cat([t.reshape(-1) for t in h])
        got["pairs"], got["products"] = lanczos(product, sum(sizes), 5, a.tolerance, 100, torch)

    seconds = common.timed(top, a.runs, 1)
    common.report("hessian-top5", "torch, Lanczos by hand, graph kept", torch.__version__, seconds,
                  "LeNet, 1,000 samples, float32", values=[v for v, _ in got["pairs"]],
                  residuals=[r for _, r in got["pairs"]], products=got["products"])


if __name__ == "__main__":
    main()
