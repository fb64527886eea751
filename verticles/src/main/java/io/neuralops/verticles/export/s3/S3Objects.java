package io.neuralops.verticles.export.s3;

import io.neuralops.verticles.export.ExportFailed;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/**
 * Objects of the bucket, each told with its SHA-256 and to be encrypted. What S3 refuses, or what is in the way to it, is {@link
 * ExportFailed}. What may be tried again the SDK does, a few times.
 */
final class S3Objects {
    private static final String MEDIA_TYPE = "application/octet-stream";
    private static final int FORBIDDEN = 403;

    private final S3Client client;
    private final S3Settings settings;

    S3Objects(S3Client client, S3Settings settings) {
        this.client = client;
        this.settings = settings;
    }

    String location(String key) {
        return "s3://" + settings.bucket() + "/" + key;
    }

    /** Begins an upload; its id. */
    String begin(String key, String mediaType) {
        return tried(() -> client.createMultipartUpload(upload -> upload.bucket(settings.bucket())
                        .key(key)
                        .contentType(mediaType)
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                        .serverSideEncryption(settings.encryption())
                        .ssekmsKeyId(settings.key()))
                .uploadId());
    }

    /** Uploads a part. The bytes are read again if it has to be tried again. */
    CompletedPart part(String key, String upload, int number, byte[] bytes, int length) {
        String sum = sha256(bytes, length);
        String tag = tried(() -> client.uploadPart(
                        part -> part.bucket(settings.bucket())
                                .key(key)
                                .uploadId(upload)
                                .partNumber(number)
                                .contentLength((long) length)
                                .checksumSHA256(sum),
                        RequestBody.fromContentProvider(
                                () -> new ByteArrayInputStream(bytes, 0, length), length, MEDIA_TYPE))
                .eTag());
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(tag)
                .checksumSHA256(sum)
                .build();
    }

    /** Has an upload seen as an object. */
    void complete(String key, String upload, List<CompletedPart> parts) {
        tried(() -> {
            try {
                return client.completeMultipartUpload(all -> all.bucket(settings.bucket())
                                .key(key)
                                .uploadId(upload)
                                .multipartUpload(made -> made.parts(parts)))
                        .eTag();
            } catch (NoSuchUploadException again) {
                // The answer to the first attempt was lost, and the upload is an object already.
                if (isThere(key)) {
                    return key;
                }
                throw again;
            }
        });
    }

    private boolean isThere(String key) {
        try {
            return client.headObject(head -> head.bucket(settings.bucket()).key(key)) != null;
        } catch (NoSuchKeyException none) {
            return false;
        }
    }

    /** Puts an object that is small. */
    void put(String key, String mediaType, byte[] bytes) {
        tried(() -> client.putObject(
                        put -> put.bucket(settings.bucket())
                                .key(key)
                                .contentType(mediaType)
                                .checksumSHA256(sha256(bytes, bytes.length))
                                .serverSideEncryption(settings.encryption())
                                .ssekmsKeyId(settings.key()),
                        RequestBody.fromBytes(bytes))
                .eTag());
    }

    /** Nothing happens if it isn't there. */
    void delete(String key) {
        tried(() -> client.deleteObject(one -> one.bucket(settings.bucket()).key(key)));
    }

    /** Nothing happens if it isn't there any more. */
    void abort(String key, String upload) {
        tried(() -> {
            try {
                return client.abortMultipartUpload(
                        one -> one.bucket(settings.bucket()).key(key).uploadId(upload));
            } catch (NoSuchUploadException gone) {
                return gone;
            }
        });
    }

    private static <T> T tried(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw failed(e);
        }
    }

    static ExportFailed failed(SdkException e) {
        return new ExportFailed(e instanceof AwsServiceException answer ? refused(answer) : unheard(e), e);
    }

    private static String refused(AwsServiceException answer) {
        return answer.statusCode() == FORBIDDEN
                ? "S3 refuses to take it (403, " + code(answer) + "): the service lacks a right there"
                : "S3 did not take it (" + answer.statusCode() + ", " + code(answer) + ")";
    }

    private static String unheard(SdkException e) {
        return String.valueOf(e.getMessage()).contains("credentials")
                ? "the service has nothing to log in to S3 with"
                : "S3 can't be reached, or doesn't answer in time";
    }

    private static String code(AwsServiceException answer) {
        return answer.awsErrorDetails() == null
                ? "no reason given"
                : answer.awsErrorDetails().errorCode();
    }

    private static String sha256(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
