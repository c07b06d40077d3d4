// RelayHost
