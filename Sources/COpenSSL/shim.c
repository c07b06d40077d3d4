#include "COpenSSL_Crypto.h"
#include "COpenSSL_TLS.h"
