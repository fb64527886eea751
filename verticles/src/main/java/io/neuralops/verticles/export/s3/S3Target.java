package io.neuralops.verticles.export.s3;

import io.neuralops.verticles.export.ExportName;
import io.neuralops.verticles.export.ExportTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** A bucket: {@code s3://<bucket>/<tenant>/<name>}. An object is seen once its upload is completed, and not before. */
public final class S3Target implements ExportTarget, AutoCloseable {
    private final S3Client client;
    private final S3Settings settings;

    /** As whoever the SDK finds. */
    public S3Target(S3Settings settings) {
        this(settings, DefaultCredentialsProvider.builder().build());
    }

    S3Target(S3Settings settings, AwsCredentialsProvider credentials) {
        this.settings = settings;
        this.client = S3Clients.of(settings, credentials);
    }

    @Override
    public Draft begin(ExportName name, String mediaType) {
        return S3Draft.begin(new S3Objects(client, settings), name, mediaType);
    }

    @Override
    public List<Leftover> leftovers() {
        List<Leftover> left = new ArrayList<>();
        try {
            client.listMultipartUploadsPaginator(list -> list.bucket(settings.bucket())).uploads().stream()
                    .flatMap(upload -> named(upload).stream().map(name -> (Leftover) new Left(upload, name)))
                    .forEach(left::add);
        } catch (SdkException e) {
            throw S3Objects.failed(e);
        }
        return left;
    }

    private static Optional<ExportName> named(MultipartUpload upload) {
        String[] path = upload.key().split("/", -1);
        return path.length == 2 ? ExportName.of(path[0], path[1]) : Optional.empty();
    }

    private final class Left implements Leftover {
        private final MultipartUpload upload;
        private final ExportName name;

        Left(MultipartUpload upload, ExportName name) {
            this.upload = upload;
            this.name = name;
        }

        @Override
        public ExportName name() {
            return name;
        }

        @Override
        public Instant begun() {
            return upload.initiated();
        }

        @Override
        public void remove() {
            S3Objects objects = new S3Objects(client, settings);
            objects.delete(name.manifestPath());
            objects.abort(name.path(), upload.uploadId());
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
