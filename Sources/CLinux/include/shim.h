#ifndef CLinux_SHIM_H
#define CLinux_SHIM_H
#endif
