package io.neuralops.verticles.secrets.vault;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.neuralops.verticles.secrets.vault.VaultStandIn.Reply;

/** A token of the stand-in. Its time is moved on by tests; the dates that it tells are another matter. */
public final class StandInToken {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int seconds;
    private final boolean renewable;
    private int left;
    private int mostRenewals = Integer.MAX_VALUE;
    private volatile String date = "2026-01-01T00:00:00Z";

    StandInToken(int seconds, boolean renewable) {
        this.seconds = seconds;
        this.renewable = renewable;
        this.left = seconds;
    }

    /** Time passes for it. */
    public synchronized void pass(int passed) {
        left = seconds == 0 ? 0 : left - passed;
    }

    /** How often it may be renewed yet. */
    public synchronized void renewals(int most) {
        mostRenewals = most;
    }

    /** What it says of when it ends, whatever is true. */
    public void sayItEnds(String when) {
        date = when;
    }

    public synchronized int left() {
        return left;
    }

    synchronized boolean valid() {
        return seconds == 0 || left > 0;
    }

    synchronized ObjectNode lookup() {
        ObjectNode data = JSON.createObjectNode();
        data.put("accessor", "8609694a")
                .put("creation_time", 1)
                .put("creation_ttl", seconds)
                .put("display_name", "token");
        data.put("expire_time", date)
                .put("issue_time", date)
                .put("explicit_max_ttl", 0)
                .put("id", "hidden");
        data.put("num_uses", 0)
                .put("orphan", false)
                .put("path", "auth/token/create")
                .put("renewable", renewable);
        data.put("ttl", seconds == 0 ? 0 : left).put("type", "service");
        data.withArray("policies").add("neuralops");
        return data;
    }

    synchronized Reply renew() {
        if (!renewable) {
            return Reply.errors(400, "lease is not renewable");
        }
        if (mostRenewals > 0) {
            mostRenewals--;
            left = seconds;
        }
        return new Reply(200, auth("hidden"));
    }

    synchronized ObjectNode auth(String token) {
        ObjectNode body = JSON.createObjectNode();
        body.put("lease_id", "")
                .put("renewable", false)
                .put("lease_duration", 0)
                .putNull("data");
        ObjectNode auth = body.putObject("auth");
        auth.put("client_token", token)
                .put("accessor", "8609694a")
                .put("lease_duration", left)
                .put("renewable", renewable);
        auth.withArray("policies").add("neuralops");
        auth.putNull("metadata");
        return body;
    }
}
