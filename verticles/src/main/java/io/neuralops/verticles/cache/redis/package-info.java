/** The cache in Redis, which may be slow, dead, or mistaken without any call failing for it. */
@NullMarked
package io.neuralops.verticles.cache.redis;

import org.jspecify.annotations.NullMarked;
