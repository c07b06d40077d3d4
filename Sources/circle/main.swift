import ClientHost

CircleCommand.start()
