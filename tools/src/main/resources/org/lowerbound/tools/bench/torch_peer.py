"""Times one workload of the bench in PyTorch: torch_peer.py WORKLOAD SECONDS

Prints name, version and the median examples per second. Shapes, batches, optimiser and estimators
are those of configs/bench.json; images are made up. One thread, eager, 32-bit floats.
"""
import math
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

torch.set_num_threads(1)
torch.set_num_interop_threads(1)
torch.set_flush_denormal(True)
torch.manual_seed(1)

PIXELS = 784
IMAGES = 10_000
LEVELS = 255


def mlp(*widths, activation=nn.Tanh):
    """Layers, each followed by the activation."""
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [nn.Linear(inputs, outputs), activation()]
    return nn.Sequential(*layers)


class Normal(nn.Module):
    """A normal distribution whose mean and log-scale are linear in the features, as one product."""

    def __init__(self, features, size):
        super().__init__()
        self.layer = nn.Linear(features, 2 * size)

    def forward(self, features):
        return self.layer(features).chunk(2, -1)


def draw(mean, log_scale):
    return mean + log_scale.exp() * torch.randn_like(mean)


def kl(mean, log_scale):
    """KL to the standard normal, [B]."""
    return 0.5 * (mean.square() + (2 * log_scale).exp() - 2 * log_scale - 1).sum(-1)


def log_normal(z, mean, log_scale):
    noise = (z - mean) * (-log_scale).exp()
    return -(0.5 * noise.square() + log_scale).sum(-1) - 0.5 * z.shape[-1] * math.log(2 * math.pi)


def log_standard(z):
    return -0.5 * z.square().sum(-1) - 0.5 * z.shape[-1] * math.log(2 * math.pi)


def bernoulli(logits, x):
    """log p(x) of logits [B, ...], [B]."""
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").flatten(1).sum(1)


def logistic(loc, log_scale, x):
    """Log-masses of the bins of 256 levels; every factor has a logarithm of its own."""
    inverse = (-log_scale).exp()
    half = 0.5 / LEVELS
    upper = (x - loc + half) * inverse
    lower = (x - loc - half) * inverse
    log_width = (-torch.expm1(-inverse / LEVELS)).log()
    has_lower = (x > half).float()
    has_upper = (x < 1 - half).float()
    tails = has_upper * F.softplus(-upper) + has_lower * F.softplus(lower)
    return has_lower * has_upper * log_width - tails


class Vae(nn.Module):
    """784-200-200-50 and back, the model of W1, W2, W3, W5 and W6."""

    def __init__(self, outputs=PIXELS):
        super().__init__()
        self.encoder = mlp(PIXELS, 200, 200)
        self.posterior = Normal(200, 50)
        self.decoder = nn.Sequential(mlp(50, 200, 200), nn.Linear(200, outputs))

    def elbo(self, x):
        mean, log_scale = self.posterior(self.encoder(x))
        return bernoulli(self.decoder(draw(mean, log_scale)), x) - kl(mean, log_scale)

    def log_weights(self, x, draws):
        """[B, K]"""
        mean, log_scale = self.posterior(self.encoder(x))
        noise = torch.randn(x.shape[0], draws, mean.shape[-1])
        z = mean[:, None] + log_scale.exp()[:, None] * noise
        logits = self.decoder(z)  # [B, K, 784]
        log_likelihood = (logits @ x[:, :, None])[:, :, 0] - F.softplus(logits).sum(-1)
        ratio = 0.5 * (noise.square() - z.square()).sum(-1) + log_scale.sum(-1)[:, None]
        return log_likelihood + ratio

    def iwae(self, x, draws=50):
        return self.log_weights(x, draws).logsumexp(-1) - math.log(draws)


class Masked(nn.Module):
    """One inverse autoregressive map: a masked network of one hidden layer that sees a context."""

    def __init__(self, size, hidden, context):
        super().__init__()
        self.hidden = nn.Linear(size + context, hidden)
        self.heads = nn.Linear(hidden, 2 * size)
        inputs = torch.arange(size)
        degrees = torch.arange(hidden) % size
        mask = (inputs[None, :] < degrees[:, None]).float()
        self.register_buffer("below", torch.cat([mask, torch.ones(hidden, context)], 1))
        self.register_buffer("above", (degrees[None, :] <= inputs[:, None]).float().repeat(2, 1))
        with torch.no_grad():
            self.heads.bias[size:] = 1.5

    def forward(self, z, context):
        seen = torch.cat([z, context], 1)
        features = F.relu(F.linear(seen, self.hidden.weight * self.below, self.hidden.bias))
        target, gate = F.linear(features, self.heads.weight * self.above, self.heads.bias).chunk(2, -1)
        open_ = gate.sigmoid()
        return open_ * z + (1 - open_) * target, F.logsigmoid(gate).sum(-1)


class FlowVae(Vae):
    """W5"""

    def __init__(self):
        super().__init__()
        self.posterior = nn.Linear(200, 2 * 50 + 32)
        self.flow = nn.ModuleList(Masked(50, 320, 32) for _ in range(4))

    def elbo(self, x):
        mean, log_scale, context = self.posterior(self.encoder(x)).split([50, 50, 32], -1)
        noise = torch.randn_like(mean)
        z = mean + log_scale.exp() * noise
        log_q = log_standard(noise) - log_scale.sum(-1)
        for layer in self.flow:
            z, log_determinant = layer(z, context)
            log_q = log_q - log_determinant
            z = z.flip(-1)
        return bernoulli(self.decoder(z), x) + log_standard(z) - log_q


class LevelsVae(Vae):
    """W6a with one component, W6b with five."""

    def __init__(self, components):
        super().__init__(outputs=PIXELS * (2 if components == 1 else 3 * components))
        self.components = components
        with torch.no_grad():
            self.decoder[-1].bias[-PIXELS * components :] = math.log(0.1)

    def elbo(self, x):
        mean, log_scale = self.posterior(self.encoder(x))
        outputs = self.decoder(draw(mean, log_scale))
        if self.components == 1:
            log_p = logistic(*outputs.chunk(2, -1), x)
        else:
            logits, loc, scale = outputs.view(x.shape[0], 3, self.components, PIXELS).unbind(1)
            mixed = logistic(loc, scale, x[:, None]) + logits.log_softmax(1)
            log_p = mixed.logsumexp(1)
        return log_p.sum(-1) - kl(mean, log_scale)


class TwoLayers(nn.Module):
    """W7"""

    def __init__(self):
        super().__init__()
        self.q1 = nn.Sequential(mlp(PIXELS, 200, 200), Normal(200, 100))
        self.q2 = nn.Sequential(mlp(100, 100, 100), Normal(100, 50))
        self.p1 = nn.Sequential(mlp(50, 100, 100), Normal(100, 100))
        self.p0 = nn.Sequential(mlp(100, 200, 200), nn.Linear(200, PIXELS))

    def elbo(self, x):
        first = self.q1(x)
        z1 = draw(*first)
        second = self.q2(z1)
        z2 = draw(*second)
        log_p = bernoulli(self.p0(z1), x) + log_normal(z1, *self.p1(z2)) + log_standard(z2)
        return log_p - log_normal(z1, *first) - log_normal(z2, *second)


class Burgess(nn.Module):
    """W4: four convolutions of 32 channels and two dense layers of 256, and their mirror image."""

    def __init__(self):
        super().__init__()
        down, up = [], []
        for i in range(4):
            down += [nn.Conv2d(1 if i == 0 else 32, 32, 4, 2, 1), nn.ReLU()]
            up += [nn.ReLU(), nn.ConvTranspose2d(32, 1 if i == 3 else 32, 4, 2, 1)]
        self.encoder = nn.Sequential(*down, nn.Flatten(), mlp(512, 256, 256, activation=nn.ReLU))
        self.posterior = Normal(256, 10)
        self.decoder = nn.Sequential(
            mlp(10, 256, 256, activation=nn.ReLU), nn.Linear(256, 512), nn.Unflatten(1, (32, 4, 4)), *up
        )

    def elbo(self, x):
        mean, log_scale = self.posterior(self.encoder(x))
        return bernoulli(self.decoder(draw(mean, log_scale)), x) - 4 * kl(mean, log_scale)


def grey(*shape):
    """Images of which a fifth is not 0."""
    return torch.rand(shape) * (torch.rand(shape) > 0.8)


def batches(images, size, fresh):
    """Batches without end; pixels that are drawn anew each time if they are to be."""
    while True:
        for rows in torch.randperm(len(images)).split(size):
            if len(rows) == size:
                x = images[rows]
                yield torch.rand_like(x).lt_(x) if fresh else x


def training(model, bound, data):
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, eps=1e-4, fused=True)

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = -bound(next(data)).mean()
        loss.backward()
        optimizer.step()
        return loss

    return step


def likelihood(model, data, draws=5000, at_once=500):
    @torch.inference_mode()
    def step():
        x = next(data)
        weights = [model.log_weights(x, at_once) for _ in range(draws // at_once)]
        return torch.cat(weights, 1).logsumexp(-1) - math.log(draws)

    return step


def workload(name):
    """Returns the batch and what does a step."""
    digits = name in ("W1", "W2", "W3", "W5", "W7")
    if name == "W4":
        images = grey(2_000, 1, 64, 64).ceil_()
    else:
        images = grey(IMAGES, PIXELS)
        if not digits:
            images = (images * LEVELS).round_() / LEVELS
    batch = {"W2": 20, "W3": 1, "W4": 64}.get(name, 100)
    data = batches(images, batch, digits)
    if name == "W3":
        return batch, likelihood(Vae(), data)
    model = {
        "W1": Vae,
        "W2": Vae,
        "W4": Burgess,
        "W5": FlowVae,
        "W6a": lambda: LevelsVae(1),
        "W6b": lambda: LevelsVae(5),
        "W7": TwoLayers,
    }[name]()
    return batch, training(model, model.iwae if name == "W2" else model.elbo, data)


def seconds_of_steps(step, seconds):
    """Returns what each step took, of at least five."""
    times, start = [], time.perf_counter()
    while len(times) < 5 or time.perf_counter() - start < seconds:
        before = time.perf_counter()
        value = step()
        times.append(time.perf_counter() - before)
    if not torch.isfinite(value).all():
        sys.exit("a step ended with a value that is not finite")
    return times


def main(name, seconds):
    batch, step = workload(name)
    seconds_of_steps(step, seconds / 2)  # Warms up.
    times = sorted(seconds_of_steps(step, seconds))
    print("PyTorch", torch.__version__, batch / times[len(times) // 2], sep="\t")


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
