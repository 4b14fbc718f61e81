#include <openssl/evp.h>
#include <sys/vfs.h>
#include "processes.h"
