package io.neuralops.gateway;

import io.neuralops.sql.isolation.ProbeSource;
import io.neuralops.verticles.isolation.CacheProbes;
import io.neuralops.verticles.isolation.Canary;
import io.neuralops.verticles.isolation.ErasureProbes;
import io.neuralops.verticles.isolation.ExportProbes;
import io.neuralops.verticles.isolation.IncidentProbes;
import io.neuralops.verticles.isolation.InputProbes;
import io.neuralops.verticles.isolation.IsolationService;
import io.neuralops.verticles.isolation.PerfProbes;
import io.neuralops.verticles.isolation.ReadProbes;
import io.neuralops.verticles.isolation.ReportProbes;
import io.neuralops.verticles.isolation.StateProbes;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.prediction.PredictionService;
import java.time.Clock;
import java.util.List;

/** What is proven of isolation. A new surface adds a line to the list. */
final class Proofs {
    private Proofs() {}

    /** The surfaces above the database, which brings the probes of its own. */
    private static List<ProbeSource> surfaces(Services s) {
        PredictionService predictions = s.predictions();
        return List.of(
                new ReadProbes(predictions, s.details, s.runs, s.models, s.cards),
                new IncidentProbes(s.incidents, s.incidentReports),
                new PerfProbes(s.perfQueries),
                new ReportProbes(s.reports),
                new StateProbes(s.idempotency, s.index, s.registry, s.redactors, s.runs, s.details, s.risk),
                new CacheProbes(s.cache),
                new InputProbes(s.runs, s.training),
                new ErasureProbes(s.erasure, s.runs),
                new ExportProbes(s.database, s.exports.service));
    }

    static IsolationService of(Services s, Canary canary, Json json, Clock clock) {
        return new IsolationService(
                s.database, canary, surfaces(s), s.secrets.signer(), s.asking, json, clock, System::nanoTime);
    }
}
