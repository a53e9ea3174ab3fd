"""The tester fleet's exporter and the yield predictor's, as WORKLOADS has them, written with the Python client.

GET /<workload>/<variant> exposes one of them; every variant but "right" breaks the contract in one way. The format is
the one that the request accepts, as with any exporter of that client.

Usage: exporter.py PORT
"""
import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    make_wsgi_app,
)

TESTERS = [f"ATE_{number:03}" for number in range(1, 21)]
TESTS = ["VDD_LEAKAGE", "VDD_CORE", "SCAN_CHAIN"]


def ate(variant, registry):
    per_test = [] if variant == "missing-label" else ["test_name"]
    tests = Counter("ate_tests_total", "Tests run.", ["tester_id"] + per_test, registry=registry)
    duration = {"histogram": Histogram}.get(variant, Gauge)(
        "ate_test_duration_seconds", "Duration of the last run.", ["tester_id", "test_name"], registry=registry
    )
    outliers = Counter(
        "ate_parametric_outliers_total", "Unusual values.", ["tester_id", "test_name"], registry=registry
    )
    status = Gauge("ate_tester_status", "1 up, 0 down.", ["tester_id"], registry=registry)
    dies = None
    if variant != "missing-metric":
        dies = Gauge("ate_yield_percentage", "Good dies in percent.", ["tester_id", "product"], registry=registry)
    for tester in TESTERS:
        status.labels(tester).set(1)
        if dies:
            dies.labels(tester, "A17").set(94.5)
        for test in TESTS:
            tests.labels(*([tester, test] if per_test else [tester])).inc(1000)
            outliers.labels(tester, test).inc()
            if variant == "histogram":
                duration.labels(tester, test).observe(0.8)
            else:
                duration.labels(tester, test).set(0.8)
    if variant == "too-many-series":
        for lot in range(500):
            for tester in TESTERS:
                duration.labels(tester, f"VDD_LOT_{lot}").set(0.8)


MODELS = {"yield_predictor": "v2.1", "binning_optimizer": "v1.0", "failure_classifier": "v1.0"}
LATENCY = [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2.5]
FEATURES = {
    "vdd_core": [0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.05, 1.15],
    "leakage_na": [1.5, 1.75, 2.1, 2.25, 2.4, 2.55, 2.7, 2.85, 3.3, 3.6],
}


class FeatureValues:
    """Bounds that go by a label: the client has one list a metric, so this joins one metric for each feature."""

    def __init__(self, registry):
        self.features = {}
        for feature, buckets in FEATURES.items():
            own = CollectorRegistry()
            values = Histogram("ml_feature_value", "Inputs.", ["model", "feature"], buckets=buckets, registry=own)
            for model in MODELS:
                values.labels(model, feature).observe(buckets[3])
            self.features[feature] = own
        registry.register(self)

    def collect(self):
        joined = None
        for own in self.features.values():
            for family in own.collect():
                if joined is None:
                    joined = family
                else:
                    joined.samples = joined.samples + family.samples
        yield joined


def yield_predictor(variant, registry):
    success = "ok" if variant == "unexpected-value" else "success"
    buckets = [bound for bound in LATENCY if bound != 0.15] + [5] if variant == "other-buckets" else LATENCY
    kept = ["model", "version"]
    predictions = Counter("ml_predictions_total", "Predictions.", kept + ["result"], registry=registry)
    latency = Histogram("ml_prediction_latency_seconds", "Latency.", kept, buckets=buckets, registry=registry)
    accuracy = Gauge("ml_model_accuracy", "Accuracy.", ["model", "dataset"], registry=registry)
    gpu = Gauge("ml_gpu_utilization_percent", "GPU.", ["gpu_id"], registry=registry)
    outcomes = Counter("ml_model_outcomes_total", "Outcomes.", kept + ["outcome"], registry=registry)
    calibration = Gauge("ml_model_calibration_error", "Calibration.", kept, registry=registry)
    baseline = Gauge("ml_feature_baseline_ratio", "Training.", ["model", "feature", "le"], registry=registry)
    mean = Gauge("ml_feature_baseline_mean", "Training.", ["model", "feature"], registry=registry)
    cache = Counter("ml_feature_cache_requests_total", "Cache.", ["model", "result"], registry=registry)
    FeatureValues(registry)
    gpu.labels("0").set(40)
    for model, version in MODELS.items():
        for result in [success, "error"]:
            predictions.labels(model, version, result).inc(10)
        latency.labels(model, version).observe(0.08)
        accuracy.labels(model, "validation").set(0.93)
        for outcome in ["tp", "fp", "tn", "fn"]:
            outcomes.labels(model, version, outcome).inc()
        calibration.labels(model, version).set(0.01)
        for result in ["hit", "miss"]:
            cache.labels(model, result).inc()
        for feature, bounds in FEATURES.items():
            mean.labels(model, feature).set(bounds[3])
            for place, bound in enumerate([*bounds, "+Inf"]):
                le = bound if bound == "+Inf" else repr(float(bound))
                baseline.labels(model, feature, le).set((place + 1) / (len(bounds) + 1))


WORKLOADS = {"ate": ate, "yield-predictor": yield_predictor}


def app(environment, start_response):
    _, workload, variant = environment["PATH_INFO"].split("/")
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    WORKLOADS[workload](variant, registry)
    return make_wsgi_app(registry)({**environment, "PATH_INFO": "/metrics"}, start_response)


class Silent(WSGIRequestHandler):
    def log_message(self, format, *args):
        pass


make_server("127.0.0.1", int(sys.argv[1]), app, handler_class=Silent).serve_forever()
