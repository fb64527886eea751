/** PostgreSQL: a schema for each tenant, row-level security, group commit over a few pipelined connections. */
@NullMarked
package io.neuralops.sql.postgres;

import org.jspecify.annotations.NullMarked;
