package io.neuralops.verticles.prediction;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.onnx.OnnxGraph;
import io.neuralops.models.signing.ModelSeal;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.ModelRow;
import io.neuralops.sql.store.ModelStore;
import io.neuralops.sql.store.Paging;
import io.neuralops.verticles.operation.Blocking;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites what models remember of what they learned from: their schema and their figures name values of labels, in the store
 * and within the artifact. What a model computes stays as it is.
 */
public final class ModelMemories {
    private static final int PORTION = 20;

    private final Database database;
    private final ModelStore models;
    private final ModelArtifacts artifacts;
    private final ModelSeals seals;
    private final Blocking blocking;

    /** Wires it. */
    public ModelMemories(
            Database database, ModelStore models, ModelArtifacts artifacts, ModelSeals seals, Blocking blocking) {
        this.database = database;
        this.models = models;
        this.artifacts = artifacts;
        this.seals = seals;
        this.blocking = blocking;
    }

    /**
     * Rewrites the models of a tenant, the newest first; how many there were to rewrite.
     *
     * @param rewriting gives a text itself where there is nothing to change
     * @param forReal whether to change them
     */
    public Future<Integer> rewrite(Principal principal, UnaryOperator<String> rewriting, boolean forReal) {
        return rewrite(principal, rewriting, forReal, null, 0);
    }

    private Future<Integer> rewrite(
            Principal principal, UnaryOperator<String> rewriting, boolean forReal, @Nullable Long before, int found) {
        Paging paging = new Paging(PORTION, before);
        return database.read(principal, session -> models.page(session, principal.tenant(), paging))
                .compose(page -> {
                    List<ModelRow> affected = page.stream()
                            .map(ModelStore.Stored::model)
                            .filter(model -> changes(model, rewriting))
                            .toList();
                    Future<?> done = Future.succeededFuture();
                    for (ModelRow model : forReal ? affected : List.<ModelRow>of()) {
                        done = done.compose(last -> rewrite(principal, model, rewriting));
                    }
                    int all = found + affected.size();
                    return done.compose(last -> page.size() < PORTION
                            ? Future.succeededFuture(all)
                            : rewrite(
                                    principal,
                                    rewriting,
                                    forReal,
                                    page.getLast().position(),
                                    all));
                });
    }

    private static boolean changes(ModelRow model, UnaryOperator<String> rewriting) {
        return !model.rewritten(rewriting, model.checksum(), model.signature()).equals(model);
    }

    /** First the new file beside the old one, then the row, then the new file in its place. */
    private Future<?> rewrite(Principal principal, ModelRow model, UnaryOperator<String> rewriting) {
        TenantId tenant = principal.tenant();
        return blocking.run(() -> prepared(tenant, model, rewriting))
                .compose(changed -> database.tx(
                        principal,
                        session -> models.rewrite(session, tenant, changed)
                                .compose(done -> models.quality(session, tenant, model.version()))
                                .compose(quality -> quality.isEmpty()
                                        ? Future.succeededFuture(0)
                                        : models.keepQuality(
                                                session, tenant, model.version(), rewriting.apply(quality.get())))))
                .compose(changed -> blocking.run(() -> {
                    artifacts.settle(tenant, model.version());
                    return changed;
                }));
    }

    /** Signed anew, and therefore only what was signed before: else whatever was slipped in would be ours after it. */
    private ModelRow prepared(TenantId tenant, ModelRow model, UnaryOperator<String> rewriting) {
        if (!artifacts.has(tenant, model.version())) {
            return model.rewritten(rewriting, model.checksum(), model.signature());
        }
        try {
            byte[] artifact = artifacts.read(tenant, model.version(), model.checksum());
            seals.verify(new ModelSeal(tenant, model.version(), model.checksum()), model.signature());
            String checksum = artifacts.prepare(tenant, model.version(), OnnxGraph.withMetadata(artifact, rewriting));
            return model.rewritten(rewriting, checksum, seals.sign(new ModelSeal(tenant, model.version(), checksum)));
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new Failure.Conflict(e.getMessage() + ", so nothing can be taken out of it; mend or delete the file,"
                            + " then try again")
                    .asException();
        }
    }
}
