/** The domain: records that validate themselves, features, training and scoring. No I/O but the model file. */
@NullMarked
package io.neuralops.models;

import org.jspecify.annotations.NullMarked;
