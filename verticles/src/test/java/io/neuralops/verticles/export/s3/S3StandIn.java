package io.neuralops.verticles.export.s3;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The API of S3 in this process, with one bucket; what is kept there is in memory. */
public final class S3StandIn implements AutoCloseable {
    public static final String BUCKET = "audit";
    /** It is not asked for. */
    static final AwsCredentialsProvider ANYBODY =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("somebody", "a-word"));

    private final S3Proxy proxy;
    private final URI endpoint;
    private final S3Client client;

    public S3StandIn() {
        try {
            endpoint = URI.create("http://127.0.0.1:" + freePort());
            proxy = S3Proxy.builder()
                    .blobStore(BlobStores.create("transient-nio2", new Properties()))
                    .endpoint(endpoint)
                    .awsAuthentication(AuthenticationType.NONE, "", "")
                    .ignoreUnknownHeaders(true)
                    .stopTimeout(1)
                    .build();
            proxy.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        client = S3Clients.of(settings(endpoint), ANYBODY);
        client.createBucket(bucket -> bucket.bucket(BUCKET));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    public URI endpoint() {
        return endpoint;
    }

    /** Settings by which it is reached at an address. */
    static S3Settings settings(URI at) {
        return new S3Settings(BUCKET, null, at, true, "AES256", null, Duration.ofSeconds(5));
    }

    /** The objects, by their keys. */
    public Map<String, byte[]> objects() {
        Map<String, byte[]> objects = new TreeMap<>();
        for (S3Object object :
                client.listObjectsV2Paginator(list -> list.bucket(BUCKET)).contents()) {
            objects.put(
                    object.key(),
                    client.getObjectAsBytes(get -> get.bucket(BUCKET).key(object.key()))
                            .asByteArray());
        }
        return objects;
    }

    /** Removes all objects and uploads. */
    public void clear() {
        objects()
                .keySet()
                .forEach(key -> client.deleteObject(one -> one.bucket(BUCKET).key(key)));
        client.listMultipartUploadsPaginator(list -> list.bucket(BUCKET))
                .uploads()
                .forEach(upload -> client.abortMultipartUpload(
                        one -> one.bucket(BUCKET).key(upload.key()).uploadId(upload.uploadId())));
    }

    /** How many uploads are under way, or were left. */
    public long uploads() {
        return client.listMultipartUploadsPaginator(list -> list.bucket(BUCKET)).uploads().stream()
                .count();
    }

    @Override
    public void close() {
        client.close();
        try {
            proxy.stop();
        } catch (TimeoutException late) {
            // Whoever is still connected is let go of.
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
