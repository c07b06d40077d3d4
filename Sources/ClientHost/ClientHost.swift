// ClientHost
