/**
 * Readers of exports: CSV, NDJSON and GitHub's JSON become reports of runs, one at a time and in the order of the file.
 *
 * <p>A decoder turns bytes into rows of texts ({@code CsvRows}, {@code NdjsonRows}, {@code GithubRows}); {@code Columns}
 * says what each name means; {@code Plan} decides on a sample what becomes of the columns that aren't ours; and
 * {@code RunAssembler} builds the report. Start at {@link io.neuralops.gateway.importing.ReportReaders}.
 */
@NullMarked
package io.neuralops.gateway.importing;

import org.jspecify.annotations.NullMarked;
