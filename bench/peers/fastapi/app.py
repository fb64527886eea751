"""FastAPI, uvicorn and scikit-learn, asked what the service is asked: a peer to compare with.

It is written to be fast, within what the frameworks are for. It keeps everything in memory and nothing on a disk, checks no
token, and has the features of a run at hand, where the service folds them from the history and stores each answer durably
before it is given. Started by bench/performance:

    python3 -m uvicorn --app-dir bench/peers/fastapi app:app --loop uvloop --http httptools --no-access-log
"""
import json
from collections import deque
from datetime import datetime, timezone
from typing import Dict, Optional
from uuid import uuid4

import numpy
import sklearn
from fastapi import FastAPI, Request, Response
from pydantic import BaseModel, Field, ValidationError
from sklearn.linear_model import LogisticRegression

FEATURES = [f"feature_{number:02d}" for number in range(20)]
WORKFLOWS = [f"team-{number // 4:03d}/{('build', 'test', 'lint', 'deploy')[number % 4]}" for number in range(200)]
REMEMBERED = 10_000

# What is scored comes from here, so there is nothing to look for.
sklearn.set_config(assume_finite=True)


def fitted() -> LogisticRegression:
    """A model of standardised features, some of which say something."""
    random = numpy.random.default_rng(42)
    rows = random.standard_normal((20_000, len(FEATURES)))
    true_weights = random.standard_normal(len(FEATURES)) * (random.random(len(FEATURES)) < 0.5)
    failed = random.random(len(rows)) < 1 / (1 + numpy.exp(1.5 - rows @ true_weights))
    return LogisticRegression().fit(rows, failed)


model = fitted()
weights = model.coef_[0]
vectors = dict(zip(WORKFLOWS, numpy.random.default_rng(7).standard_normal((len(WORKFLOWS), 1, len(FEATURES)))))
unknown = numpy.zeros((1, len(FEATURES)))
recent: deque = deque(maxlen=REMEMBERED)
runs: Dict[tuple, "Run"] = {}
encode = json.JSONEncoder(separators=(",", ":")).encode

app = FastAPI()


class Question(BaseModel):
    run_id: str = Field(min_length=1, max_length=200)
    workflow: str = Field(min_length=1, max_length=200)


class Run(BaseModel):
    run_id: str = Field(min_length=1, max_length=200)
    attempt: int = Field(1, ge=1)
    workflow: str = Field(min_length=1, max_length=200)
    status: str = Field(regex="^(queued|running|success|failure|cancelled)$")
    started_at: datetime
    finished_at: Optional[datetime] = None
    metrics: Dict[str, float] = {}
    labels: Dict[str, str] = {}


@app.get("/readyz")
async def ready() -> Response:
    return Response("ready")


@app.post("/predict")
async def predict(question: Question) -> Response:
    vector = vectors.get(question.workflow, unknown)
    probability = round(float(model.predict_proba(vector)[0, 1]), 6)
    contributions = numpy.round(weights * vector[0], 4).tolist()
    answer = {
        "id": str(uuid4()),
        "run_id": question.run_id,
        "attempt": 1,
        "workflow": question.workflow,
        "model_version": "v1",
        "probability": probability,
        "recommendation": {
            "summary": f"{probability:.0%} likely to fail",
            "contributions": dict(zip(FEATURES, contributions)),
        },
        "created_at": datetime.now(timezone.utc).isoformat(),
        "outcome": None,
    }
    recent.append(answer)
    return Response(encode(answer), media_type="application/json")


@app.get("/predictions")
async def predictions(limit: int = 50) -> Response:
    newest = [recent[-1 - back] for back in range(min(limit, len(recent)))]
    return Response(encode({"items": newest, "next_cursor": None}), media_type="application/json")


def recorded(line: bytes) -> str:
    try:
        run = Run.parse_raw(line)
    except ValidationError as wrong:
        return encode({"status": 400, "detail": str(wrong)})
    key = (run.run_id, run.attempt)
    effect = "updated" if key in runs else "created"
    runs[key] = run
    return encode({"run_id": run.run_id, "attempt": run.attempt, "status": run.status, "effect": effect})


@app.post("/runs")
async def record(request: Request) -> Response:
    lines = (await request.body()).splitlines()
    answers = "\n".join([recorded(line) for line in lines])
    return Response(answers + "\n", media_type="application/x-ndjson")
