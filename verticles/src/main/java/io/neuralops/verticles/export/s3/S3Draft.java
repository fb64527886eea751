package io.neuralops.verticles.export.s3;

import io.neuralops.verticles.export.ExportFailed;
import io.neuralops.verticles.export.ExportName;
import io.neuralops.verticles.export.ExportTarget;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An upload of many parts, of which one is in memory. As long as it isn't completed S3 lists it, and from that a later process knows
 * what there is to remove.
 */
final class S3Draft implements ExportTarget.Draft {
    /** S3 takes none below 5 MiB but the last, and 10,000 at the most: so a file may have 80 GB. */
    static final int PART = 8 << 20;

    private static final int MOST_PARTS = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(S3Draft.class);

    private final S3Objects objects;
    private final ExportName name;
    private final String mediaType;
    private final String upload;
    private final byte[] part = new byte[PART];
    private final List<CompletedPart> parts = new ArrayList<>();
    private int filled;

    private S3Draft(S3Objects objects, ExportName name, String mediaType, String upload) {
        this.objects = objects;
        this.name = name;
        this.mediaType = mediaType;
        this.upload = upload;
    }

    static S3Draft begin(S3Objects objects, ExportName name, String mediaType) {
        return new S3Draft(objects, name, mediaType, objects.begin(name.path(), mediaType));
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        int taken = 0;
        while (taken < length) {
            int fits = Math.min(PART - filled, length - taken);
            System.arraycopy(bytes, from + taken, part, filled, fits);
            filled += fits;
            taken += fits;
            if (filled == PART) {
                upload();
            }
        }
    }

    private void upload() {
        if (parts.size() == MOST_PARTS) {
            throw new ExportFailed("it is longer than S3 takes; export it in shorter times", null);
        }
        parts.add(objects.part(name.path(), upload, parts.size() + 1, part, filled));
        filled = 0;
    }

    @Override
    public String complete(byte[] manifest) {
        if (filled > 0) {
            upload();
        }
        objects.put(name.manifestPath(), "application/json", manifest);
        if (parts.isEmpty()) {
            // An upload without a part is none.
            objects.put(name.path(), mediaType, new byte[0]);
            objects.abort(name.path(), upload);
        } else {
            objects.complete(name.path(), upload, parts);
        }
        return objects.location(name.path());
    }

    @Override
    public void discard() {
        tried(() -> objects.delete(name.path()));
        tried(() -> objects.delete(name.manifestPath()));
        tried(() -> objects.abort(name.path(), upload));
    }

    private void tried(Runnable removal) {
        try {
            removal.run();
        } catch (ExportFailed e) {
            LOG.warn("what is left of the export {} could not be removed: {}", name.job(), e.words());
        }
    }
}
