import RelayHost

RelayCommand.start()
