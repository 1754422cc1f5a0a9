# The words of run.py for those who have make.
.PHONY: playground test check bench torture install lock
playground test check bench torture install lock:
	python3 run.py $@
