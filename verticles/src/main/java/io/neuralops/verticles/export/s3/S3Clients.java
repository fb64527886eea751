package io.neuralops.verticles.export.s3;

import io.neuralops.models.failure.Check;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes clients of S3 that neither wait for ever nor give up at once. */
final class S3Clients {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 4;
    /** What stands in for S3 on other machines takes any. */
    private static final Region ANY = Region.US_EAST_1;

    private S3Clients() {}

    static S3Client of(S3Settings settings, AwsCredentialsProvider credentials) {
        S3ClientBuilder builder = S3Client.builder()
                .region(region(settings))
                .credentialsProvider(credentials)
                .forcePathStyle(settings.pathStyle())
                // Each request has the sum that we reckoned; another one in a trailer is not understood everywhere.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(settings.patience()))
                .overrideConfiguration(
                        config -> config.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build()));
        return (settings.endpoint() == null ? builder : builder.endpointOverride(settings.endpoint())).build();
    }

    private static Region region(S3Settings settings) {
        if (settings.region() != null) {
            return Region.of(settings.region());
        }
        try {
            return settings.endpoint() == null ? new DefaultAwsRegionProviderChain().getRegion() : ANY;
        } catch (SdkClientException nowhere) {
            throw Check.invalid("AWS_REGION", "is missing; S3_AUDIT_BUCKET needs the region of the bucket");
        }
    }
}
