# The words of run.py for those who have make.
.PHONY: playground test check bench torture install pictures lock
playground test check bench torture install pictures lock:
	python3 run.py $@
