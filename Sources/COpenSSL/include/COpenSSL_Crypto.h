// What Sealing needs of libcrypto: digests, HMAC, AES-GCM, Ed25519 and randomness.
#ifndef COPENSSL_CRYPTO_H
#define COPENSSL_CRYPTO_H

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#endif
