#ifndef COPENSSL_CRYPTO_H
#define COPENSSL_CRYPTO_H

#endif
