/** Secrets in HashiCorp Vault: KV version 2 for what is kept, transit for what is signed. */
@NullMarked
package io.neuralops.verticles.secrets.vault;

import org.jspecify.annotations.NullMarked;
