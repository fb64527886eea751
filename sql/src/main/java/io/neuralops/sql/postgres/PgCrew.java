package io.neuralops.sql.postgres;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Links of which as few work as will do, always the same ones first: each connection of PostgreSQL learns the tables of
 * every tenant that it works for, and keeps their files open, and has room for few of a thousand tenants. Not thread-safe.
 */
final class PgCrew {
    private final List<PgLink> links;
    private final int atOnce;
    private final PriorityQueue<PgLink> idle;

    /**
     * Makes one of links that are all idle.
     *
     * @param atOnce how many work before another is called for help
     */
    PgCrew(List<PgLink> links, int atOnce) {
        this.links = links;
        this.atOnce = atOnce;
        this.idle = new PriorityQueue<>(links.size(), Comparator.comparingInt(links::indexOf));
        idle.addAll(links);
    }

    List<PgLink> links() {
        return links;
    }

    /** One to do what has just come; null if enough of them work. */
    @Nullable
    PgLink next() {
        return links.size() - idle.size() < atOnce ? idle.poll() : null;
    }

    /** One more than that; null if all work. */
    @Nullable
    PgLink help() {
        return idle.poll();
    }

    boolean hasHelp() {
        return !idle.isEmpty();
    }

    void rest(PgLink link) {
        idle.add(link);
    }

    boolean rests() {
        return idle.size() == links.size();
    }
}
