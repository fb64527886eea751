package io.neuralops.verticles.export;

import io.neuralops.sql.store.ExportStore;
import java.util.Optional;

/**
 * What exports are made of.
 *
 * @param store where rows are read
 * @param target where files go
 * @param reports what makes reports; without it none can be exported
 * @param codeVersion written into manifests
 */
public record ExportWork(ExportStore store, ExportTarget target, Optional<ReportSource> reports, String codeVersion) {}
