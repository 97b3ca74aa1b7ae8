#pragma once
/* The low-level digests need no provider start-up (0.6 ms of every process through EVP); OpenSSL 3 calls them
   deprecated, not unsafe. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>
