package io.neuralops.models.train;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * L2-regularised logistic regression by Newton's method (iteratively reweighted least squares). The objective is
 *
 * <pre>  sum_i log(1 + exp(-y_i (w x_i + b))) + sum_j lambda_j / 2 w_j^2     (y in -1, 1)</pre>
 *
 * <p>The bias b is not penalised. With a few dozen columns the Hessian is tiny, so a handful of passes over the rows reaches the optimum to machine
 * precision, which first-order trainers only approach; its inverse gives the standard errors for nothing. A step that
 * would raise the objective (possible far from the optimum) is halved until it doesn't.
 */
public final class LogisticRegression {
    private static final int MAX_ITERATIONS = 50;
    private static final int USUAL_ITERATIONS = 8;
    private static final int MAX_HALVINGS = 20;
    private static final double TOLERANCE = 1e-9;
    /** Keeps the Hessian invertible when columns repeat each other and are not penalised. */
    private static final double RIDGE = 1e-9;

    private LogisticRegression() {}

    /**
     * The fitted line.
     *
     * @param weights one for each column
     * @param stdErrors of the weights, from the inverse Hessian at the optimum
     */
    public record Fit(double[] weights, double bias, double[] stdErrors, int iterations) {
        /** The log-odds of a row. */
        public double logit(Matrix x, int row) {
            return bias + x.dot(row, weights);
        }
    }

    /**
     * Fits a row-major matrix.
     *
     * @param x the rows, standardised
     * @param failed the label of each row
     * @param lambda strength of the penalty on each column, at least 0
     */
    public static Fit fit(Matrix x, boolean[] failed, double[] lambda) {
        return fit(x, failed, lambda, Pace.FREE);
    }

    /** The same at a pace. How many passes it takes isn't known before; what is done is told as if it took eight. */
    public static Fit fit(Matrix x, boolean[] failed, double[] lambda, Pace pace) {
        int size = x.columns() + 1;
        double[] theta = new double[size];
        theta[size - 1] = startingBias(failed);
        NewtonStep step = new NewtonStep(x, failed, lambda, pace);
        double objective = step.objective(theta);
        int iteration = 0;
        while (iteration < MAX_ITERATIONS) {
            iteration++;
            step.pace = pace.part(usual(iteration - 1), usual(iteration));
            double[] direction = step.solve(theta);
            double[] next = theta;
            double reached = objective;
            double length = 1;
            for (int halving = 0; halving < MAX_HALVINGS; halving++) {
                double[] candidate = moved(theta, direction, length);
                double value = step.objective(candidate);
                if (value <= objective) {
                    next = candidate;
                    reached = value;
                    break;
                }
                length /= 2;
            }
            double gain = objective - reached;
            theta = next;
            objective = reached;
            if (gain <= TOLERANCE * (1 + Math.abs(objective))) {
                break;
            }
        }
        step.pace = pace.part(usual(iteration), 1);
        double[] errors = step.standardErrors(theta);
        return new Fit(Arrays.copyOf(theta, size - 1), theta[size - 1], Arrays.copyOf(errors, size - 1), iteration);
    }

    private static double usual(int iterations) {
        return Math.min(1, (double) iterations / USUAL_ITERATIONS);
    }

    private static double startingBias(boolean[] failed) {
        int failures = 0;
        for (boolean f : failed) {
            failures += f ? 1 : 0;
        }
        double rate = (failures + 0.5) / (failed.length + 1.0);
        return Math.log(rate / (1 - rate));
    }

    private static double[] moved(double[] from, double[] direction, double length) {
        double[] to = from.clone();
        for (int i = 0; i < to.length; i++) {
            to[i] -= length * direction[i];
        }
        return to;
    }

    /** Gradient and Hessian at a point; the bias is the last parameter. */
    private static final class NewtonStep {
        private final Matrix x;
        private final boolean[] failed;
        private final double[] lambda;
        private final int size;
        private Pace pace;

        NewtonStep(Matrix x, boolean[] failed, double[] lambda, Pace pace) {
            this.pace = pace.part(0, 0);
            this.x = x;
            this.failed = failed;
            this.lambda = lambda;
            this.size = x.columns() + 1;
        }

        double objective(double[] theta) {
            double sum = 0;
            for (int i = 0; i < x.rows(); i++) {
                pace.row(i, x.rows());
                double logit = theta[size - 1] + x.dot(i, theta);
                sum += softplus(failed[i] ? -logit : logit);
            }
            double norm = 0;
            for (int j = 0; j < size - 1; j++) {
                norm += lambda[j] * theta[j] * theta[j];
            }
            return sum + norm / 2;
        }

        double[] solve(double[] theta) {
            double[] gradient = new double[size];
            DMatrixRMaj hessian = hessian(theta, gradient);
            LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(size);
            DMatrixRMaj direction = new DMatrixRMaj(size, 1);
            if (!solver.setA(hessian)) {
                throw new IllegalStateException("the Hessian is not positive definite");
            }
            solver.solve(new DMatrixRMaj(size, 1, true, gradient), direction);
            return direction.getData();
        }

        double[] standardErrors(double[] theta) {
            DMatrixRMaj inverse = new DMatrixRMaj(size, size);
            DMatrixRMaj hessian = hessian(theta, new double[size]);
            double[] errors = new double[size];
            if (CommonOps_DDRM.invert(hessian, inverse)) {
                for (int i = 0; i < size; i++) {
                    errors[i] = Math.sqrt(Math.max(0, inverse.get(i, i)));
                }
            }
            return errors;
        }

        private DMatrixRMaj hessian(double[] theta, double[] gradient) {
            double[] h = new double[size * size];
            double[] row = new double[size];
            row[size - 1] = 1;
            for (int i = 0; i < x.rows(); i++) {
                pace.row(i, x.rows());
                x.copyRow(i, row);
                double logit = 0;
                for (int j = 0; j < size; j++) {
                    logit += theta[j] * row[j];
                }
                double p = sigmoid(logit);
                double error = p - (failed[i] ? 1 : 0);
                double weight = p * (1 - p);
                for (int j = 0; j < size; j++) {
                    gradient[j] += error * row[j];
                    double scaled = weight * row[j];
                    // one-hot columns are mostly nought
                    if (scaled != 0) {
                        int at = j * size;
                        for (int k = 0; k <= j; k++) {
                            h[at + k] += scaled * row[k];
                        }
                    }
                }
            }
            for (int j = 0; j < size; j++) {
                double penalty = j < size - 1 ? lambda[j] : 0;
                gradient[j] += penalty * theta[j];
                h[j * size + j] += RIDGE + penalty;
                for (int k = 0; k < j; k++) {
                    h[k * size + j] = h[j * size + k];
                }
            }
            return new DMatrixRMaj(size, size, true, h);
        }
    }

    /** {@code 1 / (1 + exp(-logit))}, without overflow. */
    public static double sigmoid(double logit) {
        if (logit >= 0) {
            return 1 / (1 + Math.exp(-logit));
        }
        double e = Math.exp(logit);
        return e / (1 + e);
    }

    private static double softplus(double v) {
        return v > 0 ? v + Math.log1p(Math.exp(-v)) : Math.log1p(Math.exp(v));
    }
}
