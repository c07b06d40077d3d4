#ifndef CSQLite_SHIM_H
#define CSQLite_SHIM_H
#endif
